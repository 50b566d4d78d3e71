// What the journal may show of a request or an answer.

const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** The first and last characters: enough to see that a token changed, too little to use it. */
export function abbreviate(secret) {
  if (secret.length < 12) return "…";
  const long = secret.length > 40;
  return `${secret.slice(0, long ? 8 : 3)}…${secret.slice(long ? -4 : -2)}`;
}

/** The same JSON value with passwords gone and tokens shortened. */
export function redact(value, name = "") {
  if (Array.isArray(value)) return value.map((item) => redact(item));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, key)]));
  }
  if (typeof value !== "string") return value;
  if (/password/i.test(name)) return "••••••••";
  if (/token/i.test(name) && name !== "token_type") return abbreviate(value);
  return value.replace(JWT, abbreviate);
}

/** A body for people: JSON is laid out, anything else stays as it is. */
export function readable(text) {
  if (!text) return "";
  try {
    return JSON.stringify(redact(JSON.parse(text)), null, 2);
  } catch {
    return redact(text);
  }
}
