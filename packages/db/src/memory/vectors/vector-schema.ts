/** Of what `vectorSchema` makes. Another one is made anew. */
export const vectorLayout = 1;
/** An HNSW index of pgvector takes no longer ones. */
export const mostDimensions = 2_000;

/** What takes away all that `vectorSchema` made; vectors stand in `memory_record`, so nothing is lost. */
export const dropVectorSchema = `
  DROP TRIGGER IF EXISTS memory_record_vector ON memory_record;
  DROP SCHEMA IF EXISTS memory_vectors CASCADE;`;

/**
 * The tables beside `memory_record` that pgvector's indexes stand on, in a schema of their own: no migration makes them, for
 * most databases have no pgvector. A trigger keeps them in the transaction that writes the record, whoever writes it.
 * A space is what can be compared: vectors of one model with one number of dimensions. Each has an index of its own.
 * @param types the quoted schema in which pgvector's types are.
 */
export function vectorSchema(types: string): string {
  return `
  CREATE SCHEMA memory_vectors;

  -- Records that were there before are taken in by the order of their ids, up to filled_to.
  CREATE TABLE memory_vectors.state (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    layout int NOT NULL,
    filled_to uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    filled boolean NOT NULL DEFAULT false
  );
  INSERT INTO memory_vectors.state (layout) VALUES (${vectorLayout});

  CREATE TABLE memory_vectors.space (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    embedder text NOT NULL,
    dimensions int NOT NULL,
    UNIQUE (embedder, dimensions)
  );

  CREATE TABLE memory_vectors.entry (
    record_id uuid PRIMARY KEY REFERENCES memory_record (id) ON DELETE CASCADE,
    namespace_id uuid NOT NULL,
    space int NOT NULL,
    embedding ${types}.vector NOT NULL
  );
  CREATE INDEX entry_namespace ON memory_vectors.entry (namespace_id, space);

  CREATE FUNCTION memory_vectors.space_of(model text, length int) RETURNS int LANGUAGE plpgsql AS $$
  DECLARE
    found int;
  BEGIN
    SELECT id INTO found FROM memory_vectors.space WHERE embedder = model AND dimensions = length;
    IF found IS NULL THEN
      INSERT INTO memory_vectors.space (embedder, dimensions) VALUES (model, length) ON CONFLICT DO NOTHING;
      SELECT id INTO found FROM memory_vectors.space WHERE embedder = model AND dimensions = length;
    END IF;
    RETURN found;
  END $$;

  -- Float32, little-endian, read by hand: Postgres has no function for it. What is no number counts as 0, as pgvector takes none.
  CREATE FUNCTION memory_vectors.vector_of(bytes bytea) RETURNS ${types}.vector LANGUAGE plpgsql IMMUTABLE STRICT AS $$
  DECLARE
    -- A copy in memory: get_byte would unpack a stored one for each byte.
    plain bytea := bytes || ''::bytea;
    numbers real[];
  BEGIN
    numbers := ARRAY(
      SELECT CASE exponent
          WHEN 255 THEN 0
          WHEN 0 THEN sign * fraction * power(2::float8, -149)
          ELSE sign * (8388608 + fraction) * power(2::float8, exponent - 150)
        END::real
      FROM (
        SELECT CASE WHEN b3 > 127 THEN -1 ELSE 1 END AS sign, (b3 & 127) * 2 + (b2 >> 7) AS exponent,
          ((b2 & 127) << 16) + (b1 << 8) + b0 AS fraction
        FROM (
          SELECT get_byte(plain, place) AS b0, get_byte(plain, place + 1) AS b1, get_byte(plain, place + 2) AS b2,
            get_byte(plain, place + 3) AS b3
          FROM generate_series(0, length(plain) - 4, 4) AS place
        ) AS byte
      ) AS number
    );
    RETURN numbers::${types}.vector;
  END $$;

  CREATE FUNCTION memory_vectors.keep() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.embedder IS NULL OR NEW.forgotten_at IS NOT NULL
      OR coalesce(length(NEW.vector), 0) NOT BETWEEN 4 AND ${mostDimensions * 4}
    THEN
      DELETE FROM memory_vectors.entry WHERE record_id = NEW.id;
    ELSE
      INSERT INTO memory_vectors.entry (record_id, namespace_id, space, embedding)
      VALUES (NEW.id, NEW.namespace_id, memory_vectors.space_of(NEW.embedder, length(NEW.vector) / 4),
        memory_vectors.vector_of(NEW.vector))
      ON CONFLICT (record_id) DO UPDATE SET namespace_id = EXCLUDED.namespace_id, space = EXCLUDED.space,
        embedding = EXCLUDED.embedding;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER memory_record_vector AFTER INSERT OR UPDATE OF vector, embedder, forgotten_at ON memory_record
    FOR EACH ROW EXECUTE FUNCTION memory_vectors.keep();`;
}

/** The name of a space's index. */
export function vectorIndexName(space: number | ""): string {
  return `entry_hnsw_${space}`;
}
