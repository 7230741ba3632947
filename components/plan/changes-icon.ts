import { Container, Database, Eye, Layers, type LucideIcon, ShieldHalf } from 'lucide-react'
import type { StepChanges } from '@/server/contract/steps.ts'

export const CHANGES_ICON: Record<StepChanges, LucideIcon> = {
  none: Eye,
  container: Container,
  metadb: Database,
  ha: ShieldHalf,
  image: Layers,
}
