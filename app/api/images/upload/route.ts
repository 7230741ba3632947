import { answer } from '@/server/http/answer.ts'
import { receiveUpload } from '@/server/http/receive-upload.ts'

export async function POST(request: Request) {
  return await answer('POST /api/images/upload', (context) => receiveUpload(context, request))
}
