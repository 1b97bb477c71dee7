/** What the domain is and what its schema allows, read live. [stores-and-links S13] */
import type { Discovery } from '../contract.ts';
import type { Directory } from './directory.ts';
import { defaultAttributes } from './vocabulary.ts';

export function discover(directory: Directory): Promise<Discovery> {
  return directory.pool.use(async (connection) => {
    const root = await directory.root(connection);
    const schema = await directory.schema(connection);
    return {
      vendor: 'Active Directory',
      directoryId: root.sid,
      namingContexts: [root.dn, root.configurationDn, root.schemaDn],
      attributes: await schema.attributesOfKinds(connection, root.schemaDn),
      defaultAttributes,
      defaultContainers: {
        user: directory.defaultContainer('user'),
        group: directory.defaultContainer('group'),
      },
    };
  });
}
