import { answer } from '@/server/http/answer.ts'
import { readAccount } from '@/server/services/read-account.ts'

export async function GET() {
  return await answer('GET /api/account', readAccount)
}
