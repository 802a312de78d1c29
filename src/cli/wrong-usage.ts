// What is said of a command line that commander cannot take: what is wrong, in the words of all other
// errors, and the way out. Loaded when there is something to say.

import type { Command, CommanderError } from "commander";
import { closestTo } from "../text/closest.js";
import { lookUp, parseFlags } from "./option-table.js";
import { UsageError } from "./usage-error.js";

/** The error in our words. The names that it is about stand in quotation marks in commander's. */
export function wrongUsage({ code, message }: CommanderError, command: Command): UsageError {
  const [, name = ""] = /'(.*)'/s.exec(message) ?? [];
  const help = lookUp(command.name());
  switch (code) {
    case "commander.unknownOption": {
      const [flag = ""] = name.split("=");
      const known = command.options.flatMap(({ long }) => long?.slice(2) ?? []);
      const close = flag.startsWith("--") ? closestTo(flag.slice(2), known) : [];
      // Such as ->, which is a name in Valk.
      const isNoWord = !/^--?[a-z]/i.test(flag);
      const alone = isNoWord ? "where it is a name, write -- and a blank before it" : help;
      return new UsageError(
        `there is no option ${flag}`,
        close.length > 0 ? `did you mean ${close.map((long) => `--${long}`).join(", ")}?` : alone,
      );
    }
    case "commander.optionMissingArgument": {
      const { long, value } = parseFlags(name);
      return new UsageError(`${long} lacks its value, ${value}`, help);
    }
    case "commander.missingArgument":
      return new UsageError(`${name} is missing`, help);
    case "commander.excessArguments": {
      const words = command.args.slice(command.registeredArguments.length);
      const what = words.length === 1 ? "is a word too many" : "are words too many";
      return new UsageError(
        `${words.join(" ")} ${what}`,
        `${help}; what holds blanks has to stand in quotation marks`,
      );
    }
    default:
      return new UsageError(message.replace(/^error: /, ""), help);
  }
}
