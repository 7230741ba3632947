import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { nextPage } from '@/components/people/next-page.ts'
import { SignInForm } from '@/components/people/sign-in-form.tsx'
import { pageVisitor } from '@/server/http/page-visitor.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('signIn.title') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { next } = await searchParams
  const page = nextPage(typeof next === 'string' ? next : null)
  const { person, signInPath } = await pageVisitor()
  if (person !== null) redirect(page)
  if (signInPath === '/set-up') redirect('/set-up')
  return <SignInForm nextPage={page} />
}
