/** Plain JSON, the only thing that crosses between the parts. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
/** A JSON Schema (2020-12 subset) as plain JSON. */
export type JsonSchema = JsonObject;
