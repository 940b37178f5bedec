import { deflateRawSync } from 'node:zlib';

/** A zip archive made by hand, so that a test can lie in its headers. CRCs are zero: nobody checks. */
export function zipOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  lies: { readonly declaredSize?: number; readonly method?: number } = {},
): Uint8Array {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const local: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const raw = typeof content === 'string' ? encode(content) : content;
    const packed = new Uint8Array(deflateRawSync(raw));
    const nameBytes = encode(name);
    const common = new DataView(new ArrayBuffer(26));
    common.setUint16(0, 20, true);
    common.setUint16(4, lies.method ?? 8, true);
    common.setUint32(14, packed.length, true);
    common.setUint32(18, lies.declaredSize ?? raw.length, true);
    common.setUint16(22, nameBytes.length, true);
    const head = new Uint8Array(common.buffer);
    local.push(Uint8Array.from([0x50, 0x4b, 3, 4, ...head]), nameBytes, packed);
    const tail = new DataView(new ArrayBuffer(14));
    tail.setUint32(10, offset, true);
    central.push(
      Uint8Array.from([0x50, 0x4b, 1, 2, 20, 0, ...head, ...new Uint8Array(tail.buffer)]),
      nameBytes,
    );
    offset += 30 + nameBytes.length + packed.length;
  }
  const directoryBytes = central.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, central.length / 2, true);
  end.setUint16(10, central.length / 2, true);
  end.setUint32(12, directoryBytes, true);
  end.setUint32(16, offset, true);
  return Uint8Array.from(Buffer.concat([...local, ...central, new Uint8Array(end.buffer)]));
}
