import { jobEvents } from '@/server/http/job-events.ts'

export const dynamic = 'force-dynamic'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return jobEvents(id, request.headers.get('last-event-id'), request.signal)
}
