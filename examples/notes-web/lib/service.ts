/** The Java service refused, in its own words: it answers with problem details (RFC 9457). Status 0 is no answer at all. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code?: string,
    readonly retryAfter?: number, // seconds
  ) {
    super(message);
  }

  /** Whether the same may work a little later. */
  get passing() {
    return this.status === 0 || this.status >= 500;
  }
}

export type Question = { method?: "GET" | "POST"; path: string; json?: unknown };

export async function ask<T>(serviceUrl: string, token: string, { method = "GET", path, json }: Question): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", Authorization: `Bearer ${token}` };
  if (json !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(serviceUrl + path, {
      method,
      headers,
      body: json === undefined ? undefined : JSON.stringify(json),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw new ServiceError(0, "The notes service does not answer.");
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body as T;
  const message = response.status >= 500 ? "The notes service cannot do this at the moment." : (body.detail ?? body.title);
  throw new ServiceError(
    response.status,
    message ?? `The notes service answered ${response.status}.`,
    body.code,
    Number(response.headers.get("Retry-After")) || undefined,
  );
}
