import { settings } from "@/lib/settings";

// Better no page at all than one that cannot work.
try {
  settings();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
