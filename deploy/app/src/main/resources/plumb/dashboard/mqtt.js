// MQTT 5 over WebSocket, as much as a page needs that listens: connect, subscribe, receive with QoS 0 and 1, keep-alive.
// The specification's section numbers stand beside what they rule.

const CONNECT = 1, CONNACK = 2, PUBLISH = 3, PUBACK = 4, SUBSCRIBE = 8, SUBACK = 9, PINGREQ = 12, PINGRESP = 13, DISCONNECT = 14;
const KEEP_ALIVE_S = 5;
const LARGEST_PACKET = 1 << 20;
const MESSAGE_EXPIRY = 0x02;
const RECEIVE_MAXIMUM = 0x21;

// Property identifiers and how long their values are (2.2.2.2): bytes, 'i' = variable integer, 's' = text or binary, 'p' = pair.
const PROPERTIES = {
  0x01: 1, 0x02: 4, 0x03: 's', 0x08: 's', 0x09: 's', 0x0b: 'i', 0x11: 4, 0x12: 's', 0x13: 2, 0x15: 's', 0x16: 's', 0x17: 1,
  0x18: 4, 0x19: 1, 0x1a: 's', 0x1c: 's', 0x1f: 's', 0x21: 2, 0x22: 2, 0x23: 2, 0x24: 1, 0x25: 1, 0x26: 'p', 0x27: 4, 0x28: 1,
  0x29: 1, 0x2a: 1,
};

/** Why a broker refuses (3.2.2.2), where people can do something about it. */
const REFUSALS = {
  0x84: 'the broker does not speak MQTT 5', 0x86: 'user or password is wrong', 0x87: 'not authorised', 0x88: 'the broker is not available',
  0x89: 'the broker is busy', 0x8a: 'banned by the broker',
};

class Malformed extends Error {}

class Reader {
  constructor(bytes, at = 0) { this.bytes = bytes; this.at = at; }
  get left() { return this.bytes.length - this.at; }
  byte() {
    if (this.left < 1) throw new Malformed('packet ends early');
    return this.bytes[this.at++];
  }
  number(length) {
    let value = 0;
    for (let i = 0; i < length; i++) value = value * 256 + this.byte();
    return value;
  }
  variable() {
    let value = 0;
    for (let factor = 1, i = 0; i < 4; i++, factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new Malformed('variable integer of more than four bytes');
  }
  take(length) {
    if (this.left < length) throw new Malformed('packet ends early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  text() { return new TextDecoder().decode(this.take(this.number(2))); }
  properties() {
    const found = {};
    const end = this.variable() + this.at;
    while (this.at < end) {
      const id = this.variable();
      const kind = PROPERTIES[id];
      if (kind === undefined) throw new Malformed(`property ${id} does not exist`);
      if (kind === 's') this.take(this.number(2));
      else if (kind === 'p') { this.take(this.number(2)); this.take(this.number(2)); }
      else found[id] = kind === 'i' ? this.variable() : this.number(kind);
    }
    if (this.at !== end) throw new Malformed('properties are longer than they say');
    return found;
  }
}

const text = (value) => {
  const bytes = new TextEncoder().encode(value);
  return [bytes.length >> 8, bytes.length & 255, ...bytes];
};

const variable = (value) => {
  const bytes = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) | (rest > 0 ? 128 : 0));
    value = rest;
  } while (value > 0);
  return bytes;
};

const packet = (type, flags, body) => Uint8Array.from([(type << 4) | flags, ...variable(body.length), ...body]);

/** CONNECT with a clean start (3.1). */
export function connectPacket(clientId, user, password) {
  const flags = 2 | (user === null ? 0 : 128) | (password === null ? 0 : 64);
  const properties = [RECEIVE_MAXIMUM, 0, 200];
  return packet(CONNECT, 0, [...text('MQTT'), 5, flags, 0, KEEP_ALIVE_S, ...variable(properties.length), ...properties,
    ...text(clientId), ...(user === null ? [] : text(user)), ...(password === null ? [] : text(password))]);
}

/** SUBSCRIBE to all filters with QoS 1; retain flags as published (3.8). */
export function subscribePacket(id, filters) {
  return packet(SUBSCRIBE, 2, [id >> 8, id & 255, 0, ...filters.flatMap((filter) => [...text(filter), 1])]);
}

/** Cuts what arrives into packets: returns the rest. A WebSocket frame may hold any part of any number of packets (6). */
export function cut(bytes, onPacket) {
  let at = 0;
  while (bytes.length - at >= 2) {
    let length = 0;
    let header = 1;
    for (let factor = 1; ; factor *= 128, header++) {
      if (header > 4) throw new Malformed('length of more than four bytes');
      if (at + header >= bytes.length) return bytes.subarray(at);
      const byte = bytes[at + header];
      length += (byte & 127) * factor;
      if (byte < 128) break;
    }
    if (length > LARGEST_PACKET) throw new Malformed(`packet of ${length} bytes`);
    const end = at + header + 1 + length;
    if (end > bytes.length) return bytes.subarray(at);
    onPacket(bytes[at] >> 4, bytes[at] & 15, bytes.subarray(at + header + 1, end));
    at = end;
  }
  return bytes.subarray(at);
}

/** PUBLISH as it arrives (3.3). */
export function publication(flags, body) {
  const reader = new Reader(body);
  const qos = (flags >> 1) & 3;
  const topic = reader.text();
  const id = qos > 0 ? reader.number(2) : null;
  const properties = reader.properties();
  return {
    topic, id, qos, retained: (flags & 1) === 1,
    expiryS: properties[MESSAGE_EXPIRY] ?? null,
    payload: new TextDecoder().decode(reader.take(reader.left)),
  };
}

/**
 * One connection that is made again, with back-off, for as long as the page is open. Calls back: `onState({connected, reason,
 * refused})` whenever that changes, `onMessage(publication)`. `login()` gives {url, user, password} anew for each attempt.
 */
export class MqttConnection {
  #login; #filters; #onState; #onMessage;
  #socket = null; #timer = null; #attempt = 0; #rest = new Uint8Array(); #heard = 0; #settled = false;

  constructor(login, filters, onState, onMessage) {
    this.#login = login;
    this.#filters = filters;
    this.#onState = onState;
    this.#onMessage = onMessage;
  }

  /** Connects now, whatever was waited for. */
  async start() {
    clearTimeout(this.#timer);
    this.#drop();
    let login;
    try {
      login = await this.#login();
    } catch (problem) {
      this.#lost(`the command that serves this page does not answer`, false);
      return;
    }
    if (login === null) return;
    const socket = new WebSocket(login.url, 'mqtt');
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#rest = new Uint8Array();
    this.#settled = false;
    this.#heard = performance.now();
    const mine = (action) => (event) => { if (this.#socket === socket) action(event); };
    socket.onopen = mine(() => {
      const id = `plumb-page-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
      socket.send(connectPacket(id, login.user, login.password));
    });
    socket.onmessage = mine((event) => this.#arrived(new Uint8Array(event.data)));
    socket.onclose = mine(() => this.#lost(this.#settled ? 'the broker has ended the connection' : 'the broker does not answer', false));
    this.#timer = setInterval(mine(() => this.#watch()), 1000);
  }

  /** A broker that is silent although it was asked is gone. */
  #watch() {
    const silent = performance.now() - this.#heard;
    if (silent > 2 * KEEP_ALIVE_S * 1000) this.#lost('the broker is silent', false);
    else if (this.#settled && silent > KEEP_ALIVE_S * 500) this.#socket.send(packet(PINGREQ, 0, []));
  }

  #arrived(bytes) {
    this.#heard = performance.now();
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    try {
      this.#rest = cut(all, (type, flags, body) => this.#packet(type, flags, body)).slice();
    } catch (problem) {
      if (!(problem instanceof Malformed)) throw problem;
      this.#lost(`not MQTT: ${problem.message}`, false);
    }
  }

  #packet(type, flags, body) {
    if (this.#socket === null) return;
    switch (type) {
      case CONNACK:
        if (body.length > 1 && body[1] !== 0) {
          this.#lost(REFUSALS[body[1]] ?? `refused, reason ${body[1]}`, body[1] === 0x86 || body[1] === 0x87);
        } else {
          this.#socket.send(subscribePacket(1, this.#filters));
        }
        break;
      case SUBACK:
        if (body.at(-1) > 2) this.#lost('the broker does not let this user read', true);
        else {
          this.#settled = true;
          this.#attempt = 0;
          this.#onState({ connected: true, reason: '', refused: false });
        }
        break;
      case PUBLISH: {
        const message = publication(flags, body);
        if (message.id !== null) this.#socket.send(packet(PUBACK, 0, [message.id >> 8, message.id & 255]));
        this.#onMessage(message);
        break;
      }
      case PINGRESP:
        break;
      case DISCONNECT:
        this.#lost(`the broker has ended the connection${body.length > 0 ? `, reason ${body[0]}` : ''}`, false);
        break;
      default:
        throw new Malformed(`packet of type ${type}`);
    }
  }

  #drop() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) socket.close();
  }

  #lost(reason, refused) {
    this.#drop();
    this.#onState({ connected: false, reason, refused });
    // Who is refused waits for people; whatever else happened may mend itself.
    if (!refused) {
      const wait = Math.min(5000, 250 * 2 ** Math.min(this.#attempt++, 5)) * (0.5 + Math.random() / 2);
      this.#timer = setTimeout(() => this.start(), wait);
    }
  }
}
