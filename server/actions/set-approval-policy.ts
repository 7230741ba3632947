'use server'

import { ApprovalPolicyInput } from '../contract/approval.ts'
import { setApprovalPolicy as service } from '../services/set-approval-policy.ts'
import { act } from './act.ts'

export async function setApprovalPolicy(input: unknown) {
  return await act('setApprovalPolicy', ApprovalPolicyInput, input, service)
}
