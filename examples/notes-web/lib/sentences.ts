import { isAuthError, isAuthRetryableFetchError } from "@supabase/supabase-js";

// Supabase's codes are for programs and its messages for developers; these are for the person in front of the page.
const SENTENCES: Record<string, string> = {
  email_address_invalid: "Supabase does not accept this e-mail address.",
  email_exists: "Somebody has signed up with this e-mail already. Sign in instead.",
  email_not_confirmed: "Please confirm your e-mail first: follow the link in the mail that you were sent.",
  invalid_credentials: "That e-mail and that password do not belong together.",
  over_email_send_rate_limit: "Too many mails were sent. Wait a minute, then try again.",
  over_request_rate_limit: "Too many tries. Wait a minute, then try again.",
  signup_disabled: "This project takes no new users at the moment.",
  user_already_exists: "Somebody has signed up with this e-mail already. Sign in instead.",
  user_banned: "This user has been locked out.",
  weak_password: "That password is too weak. Take a longer one.",
};

export function sentence(error: unknown): string {
  if (isAuthRetryableFetchError(error)) return "Supabase Auth does not answer. Try again in a moment.";
  if (isAuthError(error)) return SENTENCES[error.code ?? ""] ?? error.message;
  return "Something went wrong. Try again in a moment.";
}
