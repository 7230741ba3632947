'use client'

import { useState } from 'react'
import type { Problem } from '@/server/contract/result.ts'
import { CodeForm } from './code-form.tsx'
import { PasswordForm } from './password-form.tsx'

/** The password, and where the account asks for it, a code in the same place. */
export function SignInForm({ nextPage }: { nextPage: string }) {
  const [isCodeAsked, setIsCodeAsked] = useState(false)
  const [backBecause, setBackBecause] = useState<Problem | null>(null)

  // A whole new page, so that nothing of an earlier session stays in memory.
  const onDone = () => window.location.assign(nextPage)

  function goBack(problem: Problem | null) {
    setBackBecause(problem)
    setIsCodeAsked(false)
  }

  if (isCodeAsked) return <CodeForm onDone={onDone} onBack={goBack} />
  return <PasswordForm backBecause={backBecause} onDone={onDone} onCode={() => setIsCodeAsked(true)} />
}
