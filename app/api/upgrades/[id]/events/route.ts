import { jobEvents } from '@/server/http/job-events.ts'

export const dynamic = 'force-dynamic'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  // A page that opens the stream anew cannot set the header, so it says in the query where it stopped.
  const lastEventId = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId')
  return await jobEvents(id, lastEventId, request.signal)
}
