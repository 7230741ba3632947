import { answer } from '@/server/http/answer.ts'
import { listImages } from '@/server/services/list-images.ts'

export async function GET() {
  return await answer(({ services }) => listImages(services))
}
