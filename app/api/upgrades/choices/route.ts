import { answer } from '@/server/http/answer.ts'
import { readHistoryChoices } from '@/server/queries/read-history-choices.ts'

export async function GET() {
  return await answer('GET /api/upgrades/choices', async ({ store }) => await readHistoryChoices(store))
}
