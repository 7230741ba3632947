// An OCI runtime for hosts that may not grant every capability (a container or a virtual machine that lacks CAP_SYS_RESOURCE):
// takes what this host cannot grant out of the specification, then lets runc do the work. Called by containerd, never by people.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// In the kernel's order: the position is the bit.
const NAMES = `CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST
NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME
SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF
CHECKPOINT_RESTORE`.split(/\s+/)

const args = process.argv.slice(2)
const bundle = argument('--bundle', '-b')
const processFile = argument('--process', '-p')
if (args.includes('create') && bundle) rewrite(join(bundle, 'config.json'), (spec) => restrict(spec.process))
if (args.includes('exec') && processFile) rewrite(processFile, restrict)

const { status, signal } = spawnSync(process.env.OMS_SANDBOX_RUNC, args, { stdio: 'inherit' })
process.exit(signal ? 1 : (status ?? 1))

function argument(...names) {
  const at = args.findIndex((arg) => names.includes(arg) || names.some((name) => arg.startsWith(`${name}=`)))
  if (at < 0) return undefined
  return args[at].includes('=') ? args[at].slice(args[at].indexOf('=') + 1) : args[at + 1]
}

function rewrite(file, change) {
  const content = JSON.parse(readFileSync(file, 'utf8'))
  change(content)
  writeFileSync(file, JSON.stringify(content))
}

function restrict(target) {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))
  if (!bounding) return
  const granted = BigInt(`0x${bounding[1]}`)
  const isGranted = (name) => ((granted >> BigInt(Math.max(0, NAMES.indexOf(name.slice('CAP_'.length))))) & 1n) === 1n
  for (const [set, names] of Object.entries(target?.capabilities ?? {})) target.capabilities[set] = names.filter(isGranted)
  if (!isGranted('CAP_SYS_RESOURCE')) for (const limit of target?.rlimits ?? []) lower(limit)
}

/** Podman asks for a million open files whatever the host allows; only CAP_SYS_RESOURCE may raise a limit. */
function lower(limit) {
  const title = { RLIMIT_NOFILE: 'Max open files', RLIMIT_NPROC: 'Max processes' }[limit.type]
  const found = new RegExp(`^${title}\\s+\\S+\\s+(\\d+)`, 'm').exec(readFileSync('/proc/self/limits', 'utf8'))
  if (title === undefined || found === null) return
  limit.hard = Math.min(limit.hard, Number(found[1]))
  limit.soft = Math.min(limit.soft, limit.hard)
}
