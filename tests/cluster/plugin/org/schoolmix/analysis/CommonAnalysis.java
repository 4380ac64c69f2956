package org.schoolmix.analysis;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.compound.DictionaryCompoundWordTokenFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.plugin.Inject;
import org.elasticsearch.plugin.NamedComponent;
import org.elasticsearch.plugin.analysis.TokenFilterFactory;
import org.elasticsearch.plugin.analysis.TokenizerFactory;
import org.elasticsearch.plugin.settings.AnalysisSettings;
import org.elasticsearch.plugin.settings.BooleanSetting;
import org.elasticsearch.plugin.settings.IntSetting;
import org.elasticsearch.plugin.settings.ListSetting;
import org.elasticsearch.plugin.settings.StringSetting;
import org.tartarus.snowball.ext.DutchStemmer;

/**
 * Lucene's own filters and tokenizers under the names and defaults by which the official
 * distribution's module {@code analysis-common} offers them. The server that Maven Central carries
 * lacks that module; each factory here does what the module's does and no more, and
 * {@code tests/search/test_analysis.py} holds them to the documentation of Elasticsearch.
 */
public final class CommonAnalysis {

    private CommonAnalysis() {}

    @NamedComponent("lowercase")
    public static final class LowerCase implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return new LowerCaseFilter(input);
        }

        @Override
        public TokenStream normalize(TokenStream input) {
            return create(input);
        }
    }

    @AnalysisSettings
    public interface FoldingSettings {
        @BooleanSetting(path = "preserve_original", defaultValue = false)
        boolean preserveOriginal();
    }

    @NamedComponent("asciifolding")
    public static final class AsciiFolding implements TokenFilterFactory {
        private final boolean preserveOriginal;

        @Inject
        public AsciiFolding(FoldingSettings settings) {
            preserveOriginal = settings.preserveOriginal();
        }

        @Override
        public TokenStream create(TokenStream input) {
            return new ASCIIFoldingFilter(input, preserveOriginal);
        }

        @Override
        public TokenStream normalize(TokenStream input) {
            return new ASCIIFoldingFilter(input, false);
        }
    }

    @AnalysisSettings
    public interface StemmerSettings {
        @StringSetting(path = "language", defaultValue = "english")
        String language();
    }

    @NamedComponent("stemmer")
    public static final class Stemmer implements TokenFilterFactory {
        private final String language;

        @Inject
        public Stemmer(StemmerSettings settings) {
            language = settings.language();
        }

        @Override
        public TokenStream create(TokenStream input) {
            return switch (language) {
                case "dutch" -> new SnowballFilter(input, new DutchStemmer());
                case "english" -> new PorterStemFilter(input);
                default -> throw new IllegalArgumentException("no stemmer here for [" + language + "]");
            };
        }
    }

    @AnalysisSettings
    public interface PatternSettings {
        @StringSetting(path = "pattern", defaultValue = "")
        String pattern();

        @StringSetting(path = "replacement", defaultValue = "")
        String replacement();

        @BooleanSetting(path = "all", defaultValue = true)
        boolean all();
    }

    @NamedComponent("pattern_replace")
    public static final class PatternReplace implements TokenFilterFactory {
        private final Pattern pattern;
        private final PatternSettings settings;

        @Inject
        public PatternReplace(PatternSettings settings) {
            this.settings = settings;
            pattern = Pattern.compile(settings.pattern());
        }

        @Override
        public TokenStream create(TokenStream input) {
            return new PatternReplaceFilter(input, pattern, settings.replacement(), settings.all());
        }
    }

    @AnalysisSettings
    public interface CompoundSettings {
        @ListSetting(path = "word_list")
        List<String> wordList();

        @IntSetting(path = "min_word_size", defaultValue = 5)
        int minWordSize();

        @IntSetting(path = "min_subword_size", defaultValue = 2)
        int minSubwordSize();

        @IntSetting(path = "max_subword_size", defaultValue = 15)
        int maxSubwordSize();

        @BooleanSetting(path = "only_longest_match", defaultValue = false)
        boolean onlyLongestMatch();
    }

    @NamedComponent("dictionary_decompounder")
    public static final class DictionaryDecompounder implements TokenFilterFactory {
        private final CompoundSettings settings;
        private final CharArraySet words;

        @Inject
        public DictionaryDecompounder(CompoundSettings settings) {
            this.settings = settings;
            words = new CharArraySet(settings.wordList(), false);
        }

        @Override
        public TokenStream create(TokenStream input) {
            return new DictionaryCompoundWordTokenFilter(
                input,
                words,
                settings.minWordSize(),
                settings.minSubwordSize(),
                settings.maxSubwordSize(),
                settings.onlyLongestMatch()
            );
        }
    }

    @AnalysisSettings
    public interface GramSettings {
        @IntSetting(path = "min_gram", defaultValue = 1)
        int minGram();

        @IntSetting(path = "max_gram", defaultValue = 2)
        int maxGram();

        @BooleanSetting(path = "preserve_original", defaultValue = false)
        boolean preserveOriginal();
    }

    @NamedComponent("ngram")
    public static final class NGram implements TokenFilterFactory {
        private final GramSettings settings;

        @Inject
        public NGram(GramSettings settings) {
            this.settings = settings;
        }

        @Override
        public TokenStream create(TokenStream input) {
            return new NGramTokenFilter(
                input, settings.minGram(), settings.maxGram(), settings.preserveOriginal());
        }
    }

    @NamedComponent("edge_ngram")
    public static final class EdgeNGram implements TokenFilterFactory {
        private final GramSettings settings;

        @Inject
        public EdgeNGram(GramSettings settings) {
            this.settings = settings;
        }

        @Override
        public TokenStream create(TokenStream input) {
            return new EdgeNGramTokenFilter(
                input, settings.minGram(), settings.maxGram(), settings.preserveOriginal());
        }
    }

    @NamedComponent("ngram")
    public static final class NGrams implements TokenizerFactory {
        private final GramSettings settings;

        @Inject
        public NGrams(GramSettings settings) {
            this.settings = settings;
        }

        @Override
        public Tokenizer create() {
            return new NGramTokenizer(settings.minGram(), settings.maxGram());
        }
    }

    @NamedComponent("edge_ngram")
    public static final class EdgeNGrams implements TokenizerFactory {
        private final GramSettings settings;

        @Inject
        public EdgeNGrams(GramSettings settings) {
            this.settings = settings;
        }

        @Override
        public Tokenizer create() {
            return new EdgeNGramTokenizer(settings.minGram(), settings.maxGram());
        }
    }
}
