/** A certificate for tests: made anew each time, for the names that a test wants, by ITU-T X.509 in DER. */

import { createSign, generateKeyPairSync } from "node:crypto";

export interface Certified {
  /** Both in PEM. */
  readonly cert: string;
  readonly key: string;
}

/** One that vouches for itself, for hosts by name and for 127.0.0.1. */
export function selfSigned(...names: readonly string[]): Certified {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ecdsaWithSha256 = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const commonName = objectId(0x55, 0x04, 0x03);
  const name = sequence(part(0x31, sequence(commonName, part(0x0c, Buffer.from("test")))));
  const validity = sequence(...["20000101000000Z", "20990101000000Z"].map((at) => part(0x18, Buffer.from(at))));
  const alternatives = sequence(
    ...names.map((host) => part(0x82, Buffer.from(host))),
    part(0x87, Buffer.from([127, 0, 0, 1])),
  );
  const extension = sequence(objectId(0x55, 0x1d, 0x11), part(0x04, alternatives));
  const isAuthority = sequence(objectId(0x55, 0x1d, 0x13), part(0x04, sequence(part(0x01, Buffer.from([0xff])))));
  const body = sequence(
    part(0xa0, part(0x02, Buffer.from([2]))),
    part(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    part(0xa3, sequence(extension, isAuthority)),
  );
  const signature = createSign("sha256").update(body).sign(privateKey);
  const whole = sequence(body, ecdsaWithSha256, part(0x03, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  const cert = `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  return { cert, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return part(0x30, ...parts);
}

function objectId(...bytes: readonly number[]): Buffer {
  return part(0x06, Buffer.from(bytes));
}

/** A value with its tag and its length. */
function part(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}
