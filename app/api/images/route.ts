import { answer } from '@/server/http/answer.ts'
import { listImages } from '@/server/services/list-images.ts'

export async function GET() {
  return await answer('GET /api/images', (services) => listImages(services))
}
