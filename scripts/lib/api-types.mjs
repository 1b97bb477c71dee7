/**
 * TypeScript types of the API, from its OpenAPI document, in the form openapi-fetch reads:
 * `paths[path][method]` with parameters, body and responses.
 */

/** @typedef {Record<string, any>} Schema JSON Schema, as the document holds it */

const methods = ['get', 'put', 'post', 'patch', 'delete'];
const identifier = /^[A-Za-z_$][\w$]*$/;

/** @param {string} name */
const key = (name) => (identifier.test(name) ? name : JSON.stringify(name));

/**
 * Schemas with a title become named types, once.
 * @param {Schema} document
 * @returns {string} a module
 */
export function apiTypes(document) {
  /** @type {Map<string, string>} */
  const named = new Map();

  /** @param {Schema} schema @returns {string} */
  const typeOf = (schema) => {
    const title = schema.title;
    if (typeof title === 'string' && schema.type === 'object' && identifier.test(title)) {
      if (!named.has(title)) {
        named.set(title, '');
        named.set(title, bodyOf(schema));
      }
      return title;
    }
    return bodyOf(schema);
  };

  /** @param {Schema} schema @returns {string} */
  const bodyOf = (schema) => {
    if ('const' in schema) return JSON.stringify(schema.const);
    if (Array.isArray(schema.enum))
      return schema.enum.map((value) => JSON.stringify(value)).join(' | ') || 'never';
    const union = schema.anyOf ?? schema.oneOf;
    if (Array.isArray(union)) return union.map((part) => `(${typeOf(part)})`).join(' | ');
    switch (schema.type) {
      case 'string':
        return 'string';
      case 'integer':
      case 'number':
        return 'number';
      case 'boolean':
        return 'boolean';
      case 'null':
        return 'null';
      case 'array':
        return `(${typeOf(schema.items ?? {})})[]`;
      case 'object':
        return objectOf(schema);
      default:
        return 'unknown';
    }
  };

  /** @param {Schema} schema */
  const objectOf = (schema) => {
    const required = new Set(schema.required ?? []);
    const lines = Object.entries(schema.properties ?? {}).map(
      ([name, property]) => `${key(name)}${required.has(name) ? '' : '?'}: ${typeOf(property)};`,
    );
    const rest = Object.values(schema.patternProperties ?? {})[0] ?? schema.additionalProperties;
    if (lines.length > 0) return `{ ${lines.join(' ')} }`;
    if (rest === undefined || rest === false) return 'Record<string, never>';
    return `Record<string, ${rest === true ? 'unknown' : typeOf(rest)}>`;
  };

  /** @param {Schema} operation @param {string} where */
  const parametersIn = (operation, where) => {
    const list = (operation.parameters ?? []).filter((/** @type {Schema} */ one) => one.in === where);
    if (list.length === 0) return `${where}?: never;`;
    const inner = list.map(
      (/** @type {Schema} */ one) =>
        `${key(one.name)}${one.required ? '' : '?'}: ${typeOf(one.schema ?? {})};`,
    );
    const optional = list.every((/** @type {Schema} */ one) => !one.required);
    return `${where}${optional ? '?' : ''}: { ${inner.join(' ')} };`;
  };

  /** @param {Schema} content */
  const contentOf = (content) =>
    Object.entries(content ?? {})
      .map(([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema ?? {})};`)
      .join(' ');

  /** @param {Schema} operation */
  const operationOf = (operation) => {
    const { requestBody, responses = {} } = operation;
    const body = requestBody?.content?.['application/json'];
    const optional = body !== undefined && allowsNull(body.schema);
    const answers = Object.entries(responses).map(
      ([status, { content }]) =>
        `${status}: { headers: Record<string, unknown>; ${
          content === undefined || status === '204'
            ? 'content?: never;'
            : `content: { ${contentOf(content)} };`
        } };`,
    );
    return `{
      parameters: { ${['query', 'header', 'path', 'cookie'].map((where) => parametersIn(operation, where)).join(' ')} };
      ${body === undefined ? 'requestBody?: never;' : `requestBody${optional ? '?' : ''}: { content: { 'application/json': ${typeOf(body.schema)} } };`}
      responses: { ${answers.join(' ')} };
    }`;
  };

  const paths = Object.entries(document.paths).map(([path, item]) => {
    const inner = methods.map((method) =>
      item[method] === undefined ? `${method}?: never;` : `${method}: ${operationOf(item[method])};`,
    );
    return `${JSON.stringify(path.replace(/^\/api\/v1/, ''))}: { ${inner.join(' ')} };`;
  });
  const types = [...named].map(([title, type]) => `export type ${title} = ${type};`);
  return `/** Generated from the API's document by scripts/api-types.mjs; not edited by hand. */
${types.join('\n')}

export interface paths { ${paths.join('\n')} }
`;
}

/** @param {Schema} schema */
const allowsNull = (schema) =>
  (schema.anyOf ?? []).some((/** @type {Schema} */ part) => part.type === 'null');
