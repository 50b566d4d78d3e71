import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page's scripts run: a button that is pressed before would do what nobody meant. */
export function useReady(): boolean {
  return useSyncExternalStore(never, () => true, () => false);
}
