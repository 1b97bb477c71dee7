/** `replPropertyMetaData`: when each attribute of an object was last written (MS-DRSR, PROPERTY_META_DATA_VECTOR). */

const headerBytes = 16;
const stampBytes = 48;
/** ATTRTYP of `name`. A rename and a move both stamp it; nothing else does. */
const nameAttribute = 0x90001;

/**
 * The change number at which this server gave the object its present name and place; null when the
 * metadata is missing or of a form that is not known.
 */
export function placedAtUsn(metadata: Buffer | undefined): bigint | null {
  if (metadata === undefined || metadata.length < headerBytes || metadata.readUInt32LE(0) !== 1) return null;
  const count = metadata.readUInt32LE(8);
  if (metadata.length < headerBytes + count * stampBytes) return null;
  for (let index = 0; index < count; index += 1) {
    const at = headerBytes + index * stampBytes;
    if (metadata.readUInt32LE(at) === nameAttribute) return metadata.readBigUInt64LE(at + 40);
  }
  return null;
}
