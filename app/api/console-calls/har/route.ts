import { HarQuery } from '@/server/contract/console-calls.ts'
import { answer } from '@/server/http/answer.ts'
import { asked } from '@/server/http/asked.ts'
import { readHarUpload } from '@/server/services/teach-console.ts'

export async function POST(request: Request) {
  return await answer('POST /api/console-calls/har', () => readHarUpload(request.body, asked(request, HarQuery).url))
}
