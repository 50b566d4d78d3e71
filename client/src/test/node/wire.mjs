// Makes the calls of a JSON file with the real supabase-js, and prints what each of them sends, as JSON lines.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createClient } from '@supabase/supabase-js'

const [file, token] = process.argv.slice(2)
const uid = '11111111-1111-4111-8111-111111111111'
let recorded

function answer(request) {
  const { method, url } = request
  if (method === 'POST' && url.startsWith('/storage/v1/object/upload/sign/')) {
    return { url: '/object/upload/sign/b/p?token=t' }
  }
  if (/^\/storage\/v1\/object\/sign\/[^/]+$/.test(url)) return []
  if (url.startsWith('/storage/v1/object/sign/')) return { signedURL: '/object/sign/b/p?token=t' }
  return { id: uid, Key: 'b/p', users: [], aud: '' }
}

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    recorded = {
      method: request.method,
      target: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-range': '0-0/1' })
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(answer(request)))
  })
})

server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}`
  const realtime = { transport: class {} } // Node 20 has no WebSocket, and none is wanted
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
  const supabase = createClient(url, 'sb_publishable_key', { realtime, accessToken: async () => token })
  const anonymous = createClient(url, 'sb_publishable_key', { realtime, auth })
  const admin = createClient(url, 'sb_secret_key', { realtime, auth })
  for (const code of JSON.parse(readFileSync(file, 'utf8'))) {
    recorded = undefined
    try {
      await new Function('supabase', 'anonymous', 'admin', 'token', 'uid', `return ${code}`)(
        supabase, anonymous, admin, token, uid)
    } catch {
      // What it makes of the answer is not of interest here.
    }
    console.log(JSON.stringify({ code, ...recorded }))
  }
  server.close()
  server.closeAllConnections()
})
