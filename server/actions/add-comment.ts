'use server'

import { CommentInput } from '../contract/review.ts'
import { addComment as service } from '../services/add-comment.ts'
import { act } from './act.ts'

export async function addComment(input: unknown) {
  return await act('addComment', CommentInput, input, service)
}
