/** Bytes a second below which a body is not worth a connection, as an average over a window. */
const MIN_PACE = 240;

export interface PaceWatch {
  count(bytes: number): void;
  /** In this window the client could not have sent more. */
  holdBack(): void;
  stop(): void;
}

/**
 * Watches how fast a client sends a body. `onTooSlow` is called after two windows of `windowMs` milliseconds in which it
 * sent next to nothing, although nobody held it back; the window in which the watch begins does not count.
 */
export function watchPace(windowMs: number, isHeldBack: () => boolean, onTooSlow: () => void): PaceWatch {
  let received = 0;
  let heldBack = true;
  let slowWindows = 0;
  const timer = setInterval(() => {
    const slow = !heldBack && received < (MIN_PACE * windowMs) / 1000;
    slowWindows = slow ? slowWindows + 1 : 0;
    received = 0;
    heldBack = isHeldBack();
    if (slowWindows === 2) onTooSlow();
  }, windowMs).unref();
  return {
    count(bytes) {
      received += bytes;
    },
    holdBack() {
      heldBack = true;
    },
    stop: () => clearInterval(timer),
  };
}
