// The Java service as this page uses it. Every call says itself which token it carries.
import { recordingFetch } from "./journal.js";

const send = recordingFetch("service");

/** The service's refusal, in its own words: it answers with problem details (RFC 9457). */
export class ServiceError extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The service answered ${status}.`);
    this.status = status;
    this.code = problem.code;
  }
}

export const config = () => call("GET", "/config");
export const me = (token) => call("GET", "/me", { token });
export const name = (token) => call("GET", "/name", { token });
export const notes = (token) => call("GET", "/notes", { token });
export const addNote = (token, body) => call("POST", "/notes", { token, json: { body } });

/** GraphQL answers 200 even when it could not do what was asked; the errors are in the body. */
export async function graphql(token, query) {
  const answer = await call("POST", "/graphql", { token, json: { query } });
  if (answer.errors?.length) throw new ServiceError(200, { detail: answer.errors[0].message });
  return answer.data;
}

async function call(method, path, { token, json } = {}) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (json) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await send(path, { method, headers, body: json && JSON.stringify(json) });
  } catch {
    throw new ServiceError(0, { detail: "The service does not answer. Is it still running?" });
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ServiceError(response.status, body);
  return body;
}
