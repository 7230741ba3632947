import { expect, test } from 'vitest'
import { readSettings } from './env.ts'

test('the default engine is the local socket and everything lives under one data folder', () => {
  const settings = readSettings({ PANEL_DATA: '/srv/panel' })
  expect(settings.engine).toEqual({ socketPath: '/var/run/docker.sock' })
  expect(settings).toMatchObject({
    databaseFile: '/srv/panel/panel.db',
    imageFolder: '/srv/panel/images',
    backupFolder: '/srv/panel/backups',
  })
})

test('DOCKER_HOST is understood as socket and as address', () => {
  expect(readSettings({ DOCKER_HOST: 'unix:///run/d.sock' }).engine).toEqual({ socketPath: '/run/d.sock' })
  expect(readSettings({ DOCKER_HOST: 'tcp://10.0.0.5:2376' }).engine).toEqual({ host: '10.0.0.5', port: 2376 })
  expect(readSettings({ DOCKER_HOST: 'tcp://10.0.0.5', DOCKER_TLS_VERIFY: '' }).engine).toEqual({ host: '10.0.0.5', port: 2375 })
})

// They used to be ignored without a word, and everything went in clear text.
test('the TLS variables of the docker client are meant for tcp engines', () => {
  const tls = { folder: '/etc/docker/certs' }
  const host = 'tcp://docker.example'
  const [verify, folder] = [{ DOCKER_TLS_VERIFY: '1' }, { DOCKER_CERT_PATH: '/etc/docker/certs' }]
  expect(readSettings({ DOCKER_HOST: host, ...verify, ...folder }).engine).toEqual({ host: 'docker.example', port: 2376, tls })
  expect(readSettings({ DOCKER_HOST: `${host}:2380`, ...folder }).engine).toEqual({ host: 'docker.example', port: 2380, tls })
  expect(readSettings({ DOCKER_HOST: host, ...verify }).engine).toMatchObject({ tls: { folder: expect.stringMatching(/\/\.docker$/) } })
  expect(readSettings({ DOCKER_HOST: 'unix:///run/d.sock', ...verify, ...folder }).engine).toEqual({ socketPath: '/run/d.sock' })
})

// A key in an error text would end in the log of the process manager.
test('an unusable variable is named and its value is not', () => {
  expect(() => readSettings({ PANEL_KEY: 'hunter2' })).toThrow(/PANEL_KEY/)
  expect(() => readSettings({ PANEL_KEY: 'hunter2' })).not.toThrow(/hunter2/)
})
