// A project that documents are open in: the disk as it was last read, seen with the texts of these
// documents. It is read anew where what changed matters to somebody, and never for a file that stands
// alone. Called by the session.

import { loadTargets } from "../program/load-targets.js";
import { createNeighbours, type Neighbours } from "./neighbours.js";
import type { Host, ProjectSource } from "./source.js";
import { type OpenTexts, type View, viewOf } from "./view.js";

export class OpenProject {
  #view: View;
  #neighbours: Neighbours;
  #isStale = false;

  private constructor(
    /** The folder that it is found from. */
    readonly folder: string,
    source: ProjectSource,
    texts: OpenTexts,
    private readonly host: Host,
  ) {
    this.#view = viewOf(source, texts);
    this.#neighbours = createNeighbours(this.#view.project);
  }

  /** Throws for a configuration that does not fit. */
  static async open(folder: string, texts: OpenTexts, host: Host): Promise<OpenProject> {
    return new OpenProject(folder, await host.open(folder), texts, host);
  }

  get root(): string {
    return this.#view.source.root;
  }

  get view(): View {
    return this.#view;
  }

  get neighbours(): Neighbours {
    return this.#neighbours;
  }

  /** Whether something changed on the disk that the view does not show. */
  get isStale(): boolean {
    return this.#isStale;
  }

  markStale(): void {
    this.#isStale = true;
  }

  /** Whether the view shows the file as the disk has it. */
  isAsOnDisk(path: string): boolean {
    return this.#view.source.disk.read(path) === this.#view.project.read(path);
  }

  /** Whether the file on the disk begins with a byte order mark. */
  readonly isMarked = (path: string): boolean =>
    this.#view.source.disk.read(path)?.startsWith("\ufeff") === true;

  /** Whether other files may load this one. */
  isLoaded(path: string): boolean {
    return loadTargets(this.#view.project).has(path);
  }

  /** The project as it is now, on the disk and in documents, apart from what this one shows. */
  async fresh(texts: OpenTexts): Promise<View> {
    return viewOf(await this.host.open(this.folder), texts);
  }

  /** Shows the project as it is now from here on. */
  async renew(texts: OpenTexts): Promise<void> {
    this.#isStale = false;
    this.#view = await this.fresh(texts);
    this.#neighbours = createNeighbours(this.#view.project);
  }
}
