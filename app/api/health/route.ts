/** For those who watch the panel's process; says nothing else, so it needs no session. */
export async function GET() {
  return Response.json({ ok: true }, { headers: { 'cache-control': 'no-store' } })
}
