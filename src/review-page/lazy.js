// Draws what comes near the window, and not before: what makes pages of many megabytes usable.

const NEAR = "1200px";

/** @type {WeakMap<Element, () => void>} */
const waiting = new WeakMap();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        drawNow(target);
      }
    }
  },
  { rootMargin: NEAR },
);

/**
 * Calls `draw` once, when the element comes near.
 * @param {Element} element
 * @param {() => void} draw
 */
export function drawWhenNear(element, draw) {
  waiting.set(element, draw);
  observer.observe(element);
}

/**
 * Draws at once what still waits.
 * @param {Element} element
 */
export function drawNow(element) {
  const draw = waiting.get(element);
  waiting.delete(element);
  observer.unobserve(element);
  draw?.();
}
