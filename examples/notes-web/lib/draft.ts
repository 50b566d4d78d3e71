// A note that was begun survives a reload and a session that ended in the middle: in this tab, for this person only.
const key = (userId: string) => `draft:${userId}`;

export const keptDraft = (userId: string) => sessionStorage.getItem(key(userId)) ?? "";

export function keepDraft(userId: string, text: string) {
  if (text) sessionStorage.setItem(key(userId), text);
  else sessionStorage.removeItem(key(userId));
}

export const forgetDraft = (userId: string) => keepDraft(userId, "");
