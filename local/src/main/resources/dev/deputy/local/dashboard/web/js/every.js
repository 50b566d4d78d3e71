// Work that is done again and again while its page is looked at.

/** Does it now, and a while after each time it is done, unless the window is hidden; returns what ends it. */
export function every(milliseconds, work) {
  let ended = false;
  let waiting;
  const round = async () => {
    clearTimeout(waiting);
    if (!document.hidden) await work();
    if (!ended) waiting = setTimeout(round, milliseconds);
  };
  round();
  return () => {
    ended = true;
    clearTimeout(waiting);
  };
}
