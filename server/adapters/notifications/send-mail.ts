import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import type { MailSettings } from '../../contract/notification.ts'
import type { Secret } from '../../domain/secret.ts'
import type { NoticeMessage } from '../../procedure/ports/notices.ts'
import type { AddressGuard } from '../network/address-guard.ts'
import { TooSlow } from '../network/http-request.ts'
import { oneLine } from './plain-in-markdown.ts'

interface Sending {
  guard: AddressGuard
  timeoutMs: number
  signal?: AbortSignal | undefined
}

/** One mail over a connection that the guard has let through; gives the server's last answer. Rejects with the socket's or the server's error. */
export async function sendMail(
  mail: MailSettings,
  password: Secret | null,
  message: NoticeMessage,
  { guard, timeoutMs, signal }: Sending,
): Promise<string> {
  guard.refuseHost(mail.host)
  const deadline = AbortSignal.timeout(timeoutMs)
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline
  // Connected here and not by the mail library: its own lookup could find another address than the one that was judged.
  const socket = await connected(mail, guard, stop).catch((error: unknown) => {
    throw deadline.aborted ? new TooSlow(`no answer within ${timeoutMs} ms`) : error
  })
  const end = () => socket.destroy()
  stop.addEventListener('abort', end)
  try {
    const transport = createTransport({
      connection: socket,
      host: mail.host,
      port: mail.port,
      secure: mail.tls === 'tls',
      requireTLS: mail.tls === 'starttls',
      ignoreTLS: mail.tls === 'none',
      ...(mail.user === '' ? {} : { auth: { user: mail.user, pass: password?.reveal() ?? '' } }),
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const sent = await transport.sendMail({
      from: mail.from,
      to: mail.to,
      subject: oneLine(message.title),
      text: textOf(message),
      messageId: `<${message.id}@oms-upgrade-panel>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    if (sent.rejected.length > 0) throw new Error(`not accepted: ${sent.rejected.map(String).join(', ')}`)
    return sent.response
  } catch (error) {
    signal?.throwIfAborted()
    throw deadline.aborted ? new TooSlow(`no answer within ${timeoutMs} ms`) : error
  } finally {
    stop.removeEventListener('abort', end)
    socket.destroy()
  }
}

function textOf({ facts, link }: NoticeMessage): string {
  const lines = facts.map(({ label, value }) => `${label}: ${oneLine(value)}`)
  return [...lines, '', ...(link ? [link.url, ''] : [])].join('\n')
}

function connected({ host, port }: MailSettings, guard: AddressGuard, stop: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: guard.lookup })
    const give = () => socket.destroy(new Error('stopped'))
    stop.addEventListener('abort', give)
    socket.once('error', (error) => {
      stop.removeEventListener('abort', give)
      reject(error)
    })
    socket.once('connect', () => {
      stop.removeEventListener('abort', give)
      socket.removeAllListeners('error')
      // Between here and the mail library's own listener an error has nobody else to hear it.
      socket.on('error', () => undefined)
      resolve(socket)
    })
  })
}
