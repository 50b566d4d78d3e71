import type { NextConfig } from "next";

process.env.NEXT_TELEMETRY_DISABLED = "1"; // tell nobody that, and how, this is built

const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: import.meta.dirname },
};

export default config;
