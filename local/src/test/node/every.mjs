// What holds for every project, however it signs its tokens.
import "./every/admin.mjs";
import "./every/claims.mjs";
import "./every/identities.mjs";
import "./every/keys.mjs";
import "./every/mfa.mjs";
import "./every/not-here.mjs";
import "./every/refresh.mjs";
import "./every/session.mjs";
import "./every/sign-in.mjs";
import "./every/sign-out.mjs";
import "./every/sign-up.mjs";
import "./every/user.mjs";
