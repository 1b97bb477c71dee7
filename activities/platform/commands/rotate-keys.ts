/**
 * `muster keys rotate`: adds a key to the ring and encrypts every stored secret with it. Processes
 * that run take the new key up at their next start; until then the older keys must stay in the ring.
 */
import { connectDatabase } from '../../database/client.ts';
import { readConfig } from '../config.ts';
import { addKey, loadKeyRing } from '../keyring.ts';
import { rotateFactors } from '../factors/seal.ts';
import { rotateSecrets } from '../secrets.ts';

const config = readConfig({ TEMPORAL_ADDRESS: 'not used', ...process.env });
await using database = connectDatabase(config.databaseUrl, 2, (error) => {
  process.stderr.write(`${error.message}\n`);
});
const keyId = await addKey(config.keysFile);
const keyRing = await loadKeyRing(config.keysFile);
const count = await database.db.transaction(
  async (tx) => (await rotateSecrets(tx, keyRing)) + (await rotateFactors(tx, keyRing)),
);
process.stdout.write(
  `Key ${keyId} encrypts from now on; ${count} stored secrets were encrypted again. ` +
    'Restart the API and the workers, one after the other, so that they know the key. ' +
    'Keep the older keys: workflow histories and cookies still need them.\n',
);
