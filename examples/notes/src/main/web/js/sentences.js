// What went wrong with Supabase Auth, in words for the person in front of the page.
// The codes are Supabase's; its messages are for developers and change between versions.

const SENTENCES = {
  invalid_credentials: "That e-mail and that password do not belong together.",
  user_already_exists: "Somebody has signed up with this e-mail already. Sign in instead.",
  email_exists: "Somebody has signed up with this e-mail already. Sign in instead.",
  email_not_confirmed: "Please confirm your e-mail first: follow the link in the mail that you were sent.",
  email_address_invalid: "Supabase does not accept this e-mail address.",
  weak_password: "That password is too weak. Take a longer one.",
  signup_disabled: "This project does not take new users at the moment.",
  user_banned: "This user has been locked out.",
  over_request_rate_limit: "Too many tries. Wait a minute, then try again.",
  over_email_send_rate_limit: "Too many mails were sent. Wait a while, then try again.",
  refresh_token_not_found: "Supabase does not know this refresh token any more.",
  refresh_token_already_used: "This refresh token has been used before, so Supabase ended the session.",
  session_not_found: "This session is over. Sign in again.",
  session_expired: "This session is over. Sign in again.",
};

export function sentence(error) {
  if (SENTENCES[error.code]) return SENTENCES[error.code];
  if (error.name === "AuthRetryableFetchError") return "Supabase Auth does not answer. Try again in a moment.";
  return error.message;
}
