import { z } from 'zod'
import { StepId } from './steps.ts'

export const COMMENT_LENGTH = 4000
export const NOTE_LENGTH = 2000

/** About the whole job where `runId` and `stepId` are null, else about one step of one run. */
export const CommentInput = z.object({
  jobId: z.string().min(1).max(64),
  runId: z.string().min(1).max(64).nullable(),
  stepId: StepId.nullable(),
  text: z.string().trim().min(1).max(COMMENT_LENGTH),
})
export type CommentInput = z.infer<typeof CommentInput>

export const RemoveCommentInput = z.object({ commentId: z.string().min(1).max(64) })
export type RemoveCommentInput = z.infer<typeof RemoveCommentInput>

export const SignOffInput = z.object({
  jobId: z.string().min(1).max(64),
  itemId: z.string().min(1).max(200),
  note: z.string().trim().max(NOTE_LENGTH),
})
export type SignOffInput = z.infer<typeof SignOffInput>

export const TakeBackInput = z.object({
  signOffId: z.string().min(1).max(64),
  reason: z.string().trim().max(NOTE_LENGTH),
})
export type TakeBackInput = z.infer<typeof TakeBackInput>
