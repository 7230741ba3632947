import { InstallationScreen } from '@/components/installation/installation-screen.tsx'

export default async function InstallationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <InstallationScreen id={id} />
}
