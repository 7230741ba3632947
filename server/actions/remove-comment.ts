'use server'

import { RemoveCommentInput } from '../contract/review.ts'
import { removeComment as service } from '../services/remove-comment.ts'
import { act } from './act.ts'

export async function removeComment(input: unknown) {
  return await act('removeComment', RemoveCommentInput, input, service)
}
