import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { SMTPServer } from 'smtp-server'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import { OperatorError } from '../../errors.ts'
import type { NoticeMessage, NoticeTarget } from '../../procedure/ports/notices.ts'
import { openNoticeSender } from './open-notice-sender.ts'
import { recordingReceiver } from './testing/recording-receiver.ts'

const SIGNING = `whsec_${randomBytes(32).toString('base64')}`
const TOKEN = 'T0ken-of-the-group-4711'

const message: NoticeMessage = {
  id: 'delivery-1',
  at: new Date(),
  title: 'OMS <!channel> [click](http://evil.example) @all',
  facts: [{ label: 'Reason', value: '=cmd|calc\n# **bold** <at user_id="all"> [x](http://evil.example)' }],
  link: { label: 'Open', url: 'https://panel.example/upgrades/1' },
  payload: { type: 'upgrade.test', data: {} },
}

let receiver: Awaited<ReturnType<typeof recordingReceiver>>

beforeEach(async () => {
  receiver = await recordingReceiver()
})

afterEach(() => receiver.close())

const sender = openNoticeSender({ allowed: ['127.0.0.1'] })
const hasty = openNoticeSender({ allowed: ['127.0.0.1'], timeoutMs: 300 })

function target(kind: 'webhook' | 'dingtalk' | 'feishu' | 'wecom' | 'slack', secret = 'SECabc'): NoticeTarget {
  const url = new Secret(`${receiver.url}/hook/${TOKEN}?access_token=${TOKEN}x`)
  if (kind === 'webhook') return { kind, url, secret: new Secret(SIGNING) }
  return kind === 'dingtalk' || kind === 'feishu' ? { kind, url, secret: new Secret(secret) } : { kind, url }
}

async function problemOf(sending: Promise<unknown>) {
  const error: unknown = await sending.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (!(error instanceof OperatorError)) throw new Error(`expected an OperatorError, got ${inspect(error)}`)
  // Whatever is logged of it: the address and the secrets are in none of its parts.
  expect(inspect(error, { depth: 10 })).not.toContain(TOKEN)
  return error.problem
}

describe('each service', () => {
  // A receiver that cannot check the signature has to trust everybody on the network.
  test('a webhook is signed so that the library on the other side takes it, and a changed body is not taken', async () => {
    await sender.send(target('webhook'), message)
    const [got] = receiver.received
    const headers = got?.headers as Record<string, string>
    expect(new Webhook(SIGNING).verify(got?.body ?? '', headers)).toEqual(message.payload)
    expect(headers['webhook-id']).toBe('delivery-1')
    expect(() => new Webhook(SIGNING).verify(`${got?.body} `, headers)).toThrow()
  })

  test('DingTalk gets time and signature in the address, and Markdown without foreign markup', async () => {
    receiver.answer = (response) => response.end('{"errcode":0,"errmsg":"ok"}')
    await sender.send(target('dingtalk'), message)
    const url = new URL(receiver.received[0]?.path ?? '', receiver.url)
    const timestamp = url.searchParams.get('timestamp') ?? ''
    expect(url.searchParams.get('sign')).toBe(createHmac('sha256', 'SECabc').update(`${timestamp}\nSECabc`).digest('base64'))
    const { markdown } = JSON.parse(receiver.received[0]?.body ?? '')
    expect(markdown.text).toContain('[Open](https://panel.example/upgrades/1)')
    expect(markdown.text.replace('[Open](https://panel.example/upgrades/1)', '').replace('### ', '')).not.toMatch(/[[\]<>`*#@]/)
  })

  test('Feishu gets time and signature in the body', async () => {
    receiver.answer = (response) => response.end('{"code":0,"msg":"success"}')
    await sender.send(target('feishu'), message)
    const body = JSON.parse(receiver.received[0]?.body ?? '')
    expect(body.sign).toBe(createHmac('sha256', `${body.timestamp}\nSECabc`).digest('base64'))
    expect(JSON.stringify(body.content)).not.toContain('<at')
  })

  test('WeCom gets Markdown within its limit, with the link before what may be cut', async () => {
    receiver.answer = (response) => response.end('{"errcode":0}')
    await sender.send(target('wecom'), {
      ...message,
      facts: Array.from({ length: 40 }, () => ({ label: 'Reason', value: '长'.repeat(390) })),
    })
    const { content } = JSON.parse(receiver.received[0]?.body ?? '').markdown
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096)
    expect(content).toContain('(https://panel.example/upgrades/1)')
  })

  test('Slack gets values as plain text, and its mention marks escaped', async () => {
    await sender.send(target('slack'), message)
    const body = JSON.parse(receiver.received[0]?.body ?? '')
    expect(body.text).toContain('&lt;!channel&gt;')
    expect(body.blocks[1].text.type).toBe('plain_text')
  })
})

describe('what the service says counts', () => {
  // These services answer 200 to everything: "sent" in the log would be a lie that is noticed in the night it matters.
  test.each([
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}'],
    ['feishu', '{"code":19021,"msg":"sign match fail"}'],
    ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}'],
    ['slack', 'no_text'],
    ['dingtalk', '<html>proxy</html>'],
    ['feishu', '{}'],
    ['wecom', 'null'],
  ] as const)('%s says no with status 200: %s', async (kind, text) => {
    receiver.answer = (response) => response.end(text)
    expect(await problemOf(sender.send(target(kind), message))).toMatchObject({
      code: 'refused',
      said: { key: 'notices.notTaken' },
      raw: text,
    })
  })

  test('a status that is no success is shown with the answer, and the address in it is not', async () => {
    receiver.answer = (response) => response.writeHead(500).end(`no such hook /hook/${TOKEN}`)
    const problem = await problemOf(sender.send(target('webhook'), message))
    expect(problem).toMatchObject({ code: 'refused', said: { key: 'notices.badStatus', params: { status: 500 } } })
    expect(problem.raw).toContain('no such hook')
  })

  test('an echo of the address in a good answer is hidden too', async () => {
    receiver.answer = (response) => response.end(`thanks for /hook/${TOKEN}?access_token=${TOKEN}x`)
    expect((await sender.send(target('webhook'), message)).answer).not.toContain(TOKEN)
  })

  test('a redirect is not followed, also not to a metadata service', async () => {
    receiver.answer = (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
    expect(await problemOf(sender.send(target('webhook'), message))).toMatchObject({
      said: { key: 'notices.redirected', params: { target: 'http://169.254.169.254' } },
    })
    expect(receiver.received).toHaveLength(1)
  })

  test('a receiver that stays silent, and one that drips, end with the time-out', async () => {
    receiver.answer = () => undefined
    expect(await problemOf(hasty.send(target('webhook'), message))).toMatchObject({ code: 'timeout' })
    receiver.answer = (response) => {
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    }
    expect(await problemOf(hasty.send(target('webhook'), message))).toMatchObject({ code: 'timeout' })
  })

  test('an answer over 64 KB is not read', async () => {
    receiver.answer = (response) => response.end(Buffer.alloc(70_000, 0x20))
    expect(await problemOf(sender.send(target('webhook'), message))).toMatchObject({ said: { key: 'notices.tooLarge' } })
  })
})

// Whoever may write an address would otherwise make the panel, which is root on the host, call what only the host can reach.
describe('addresses of the panel itself and of metadata services are refused', () => {
  const strict = openNoticeSender({ allowed: [] })
  const names = [
    ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0.0.0.0', '0', 'localhost', '[::1]', '[::]'],
    ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]'],
    ...['169.254.169.254', '[::ffff:169.254.169.254]', '2852039166', '[fe80::1]', '[fd00:ec2::254]', '100.100.100.200'],
    ...['192.0.0.192', '168.63.129.16', '255.255.255.255', '224.0.0.1'],
  ]
  test.each(names)('%s', async (host) => {
    const port = new URL(receiver.url).port
    const webhook: NoticeTarget = { kind: 'webhook', url: new Secret(`http://${host}:${port}/`), secret: new Secret(SIGNING) }
    expect(await problemOf(strict.check(webhook))).toMatchObject({ code: 'bad-input', field: 'url' })
    expect(await problemOf(strict.send(webhook, message))).toMatchObject({ code: 'bad-input', field: 'url' })
    expect(receiver.received).toEqual([])
  })

  test.each(['127.0.0.1', '2130706433', '0x7f000001', 'localhost', '::1', '::ffff:127.0.0.1', '169.254.169.254'])(
    'mail server %s',
    async (host) => {
      const mail: NoticeTarget = { kind: 'email', mail: { ...MAIL, host, port: 25 }, password: null }
      expect(await problemOf(strict.check(mail))).toMatchObject({ code: 'bad-input', field: 'mail.host' })
      expect(await problemOf(strict.send(mail, message))).toMatchObject({ code: 'bad-input', field: 'mail.host' })
    },
  )

  test('only http and https, and no account in the address', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://example.org', 'http://user:pass@example.org', 'no address', 'javascript:alert(1)']) {
      const webhook: NoticeTarget = { kind: 'webhook', url: new Secret(url), secret: new Secret(SIGNING) }
      expect(await problemOf(strict.check(webhook))).toMatchObject({ said: { key: 'notices.noWebAddress' } })
    }
  })

  test('a private network is not refused: the panel lives in one', async () => {
    for (const host of ['10.255.1.2', '172.31.255.2', '192.168.250.9', '[fd12::1]', 'no-such-host.invalid'])
      await strict.check({ kind: 'wecom', url: new Secret(`https://${host}/x`) })
  })

  test('a name that is allowed may lead to the panel itself, and only that name', async () => {
    const named = openNoticeSender({ allowed: ['LOCALHOST'] })
    const port = new URL(receiver.url).port
    await named.send({ kind: 'slack', url: new Secret(`http://localhost:${port}/`) }, message)
    expect(receiver.received).toHaveLength(1)
    expect(await problemOf(named.check({ kind: 'slack', url: new Secret(`http://127.0.0.1:${port}/`) }))).toMatchObject({
      code: 'bad-input',
    })
  })
})

const MAIL = {
  host: '127.0.0.1',
  port: 0,
  tls: 'none' as const,
  user: '',
  from: 'panel@example.org',
  to: ['night@example.org', 'lead@example.org'],
}

describe('mail', () => {
  async function mailServer(options: ConstructorParameters<typeof SMTPServer>[0]) {
    const mails: { text: string; to: string[] }[] = []
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      ...options,
      onData(stream, session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          mails.push({ text: Buffer.concat(chunks).toString('utf8'), to: session.envelope.rcptTo.map(({ address }) => address) })
          done(null, 'taken as 4711')
        })
      },
    })
    // What the client breaks off is part of these tests.
    server.on('error', () => undefined)
    const net = server.listen(0, '127.0.0.1')
    await once(net, 'listening')
    const address = net.address()
    return {
      mails,
      port: typeof address === 'object' && address !== null ? address.port : 0,
      close: () => new Promise<void>((resolve) => server.close(resolve)),
    }
  }

  test('a signed-in mail reaches everybody, with one header line a header', async () => {
    const server = await mailServer({
      onAuth: ({ username, password }, _session, done) =>
        username === 'panel' && password === 'mail-secret' ? done(null, { user: 'panel' }) : done(new Error('wrong')),
    })
    const mail = { ...MAIL, port: server.port, user: 'panel' }
    const title = 'OMS\r\nBcc: thief@example.org'
    const { answer } = await sender.send({ kind: 'email', mail, password: new Secret('mail-secret') }, { ...message, title })
    expect(answer).toContain('taken as 4711')
    expect(server.mails[0]?.to).toEqual(MAIL.to)
    expect(server.mails[0]?.text).toContain('Message-ID: <delivery-1@oms-upgrade-panel>')
    expect(server.mails[0]?.text).not.toMatch(/^Bcc:/m)
    const problem = await problemOf(sender.send({ kind: 'email', mail, password: new Secret('other-secret') }, message))
    expect(problem).toMatchObject({ said: { key: 'notices.mailSignIn' }, field: 'secret' })
    expect(JSON.stringify(problem)).not.toContain('other-secret')
    await server.close()
  })

  // A password that goes over the wire because encryption was not offered is a password that is known.
  test('STARTTLS that is not offered is refused before anything secret is said', async () => {
    let signIns = 0
    const server = await mailServer({
      onAuth: (_auth, _session, done) => {
        signIns += 1
        done(null, { user: 'panel' })
      },
    })
    const mail = { ...MAIL, port: server.port, user: 'panel', tls: 'starttls' as const }
    await problemOf(sender.send({ kind: 'email', mail, password: new Secret('mail-secret') }, message))
    expect({ signIns, mails: server.mails.length }).toEqual({ signIns: 0, mails: 0 })
    await server.close()
  })

  test('a recipient that the server does not take, a silent server and a closed port each say so', async () => {
    const server = await mailServer({
      authOptional: true,
      onRcptTo: (_address, _session, done) => done(new Error('no such mailbox')),
    })
    const mail = { ...MAIL, port: server.port }
    expect(await problemOf(sender.send({ kind: 'email', mail, password: null }, message))).toMatchObject({
      said: { key: 'notices.mailRefused' },
    })
    await server.close()
    expect(await problemOf(sender.send({ kind: 'email', mail, password: null }, message))).toMatchObject({ code: 'unavailable' })
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await problemOf(hasty.send({ kind: 'email', mail: { ...MAIL, port }, password: null }, message))).toMatchObject({
      code: 'timeout',
    })
    silent.close()
  })
})
