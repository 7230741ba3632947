import { RunScreen } from '@/components/upgrade/run-screen.tsx'

export default async function UpgradePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <RunScreen key={id} jobId={id} />
}
