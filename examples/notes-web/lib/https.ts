/** Whether the browser came over https, as Next.js or the reverse proxy before it says: then its cookies never go over http. */
export function isHttps(headers: Headers, protocol = "http:") {
  return (headers.get("x-forwarded-proto") ?? protocol).startsWith("https");
}
