// Everything that can change while a script runs lives in stores, and every change goes
// through `write`, so that a fork (fork.ts) can try both sides of an unknown decision, undo
// them, and keep what they agree on. Used by environments, atoms, handles and the loop.

import type { Change, Footprint, Journal, Store } from "./model.js";

export function write(journal: Journal, store: Store, slot: number, value: unknown): void {
  journal.changes?.push({ store, slot, old: store.values[slot] });
  store.values[slot] = value;
}

/**
 * Undoes changes, the last first.
 *
 * @returns what the changed slots held before the undoing
 */
export function undo(changes: readonly Change[]): Footprint {
  const footprint = new Map<Store, Map<number, unknown>>();
  for (const { store, slot } of changes) {
    const slots = footprint.get(store) ?? new Map<number, unknown>();
    footprint.set(store, slots.set(slot, store.values[slot]));
  }
  for (const { store, slot, old } of changes.toReversed()) {
    store.values[slot] = old;
  }
  return footprint;
}
