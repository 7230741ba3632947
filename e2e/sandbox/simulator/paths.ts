import { join } from 'node:path'

const root = process.env.OMS_ROOT ?? '/'

/** Where OMS keeps its files inside the container. OMS_ROOT moves all of them, so that the simulator runs outside one too. */
export const paths = {
  config: join(root, 'home/admin/conf/config.yaml'),
  logs: join(root, 'home/admin/logs'),
  /** Survives the container: it is one of the three mounts. */
  faults: join(root, 'home/ds/run/sandbox-faults.json'),
  traits: join(root, 'home/ds/run/sandbox-traits.json'),
  run: join(root, 'home/ds/run'),
  certificate: join(root, 'etc/pki/nginx/oms_server.crt'),
  certificateKey: join(root, 'etc/pki/nginx/oms_server.key'),
  initMarker: join(root, 'root/init_flag.txt'),
  /** These two live and die with the container: it was stopped once; the person of a trait has been there. */
  stopMarker: join(root, 'root/.sandbox-stopped'),
  personMarker: join(root, 'root/.sandbox-person'),
  supervisorSocket: join(root, 'var/run/supervisor.sock'),
}
