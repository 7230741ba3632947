import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { ImageChoices } from '@/server/contract/plan.ts'

export const imagesQuery = queryOptions({
  queryKey: ['images'],
  queryFn: ({ signal }) => readJson<ImageChoices>('/api/images', signal),
})
