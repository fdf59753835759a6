"""Writes scikit-learn-terms.json: what scikit-learn (1.9.1 made the file) makes of texts. The texts are ours."""
import json, numpy as np
from sklearn.feature_extraction.text import CountVectorizer,TfidfVectorizer,HashingVectorizer
docs=["The cat sat on the mat.","Dogs & cats: 2 enemies, don't they?","ÄPFEL und Öl — naïve café_au_lait x","ΟΔΥΣΣΕΥΣ Σ ΑΣ ΣΑ","İstanbul IĞDIR","日本語 テスト 한국어 عربى","a b\tc  d\n\ne","", "m² ½ Ⅻ x́ e\u0301te हिन्दी","😀 emoji😀test 12ab_34"]
out={}
def an(**k):
    return CountVectorizer(**k).build_analyzer()
confs={"words":dict(),"words_1":dict(token_pattern=r"(?u)\b\w+\b"),"words_12":dict(ngram_range=(1,2)),"words_23":dict(ngram_range=(2,3)),"cased":dict(lowercase=False),"stop":dict(stop_words=["the","cat","on"],ngram_range=(1,2)),
"char_13":dict(analyzer="char",ngram_range=(1,3)),"char_24":dict(analyzer="char",ngram_range=(2,4)),"wb_13":dict(analyzer="char_wb",ngram_range=(1,3)),"wb_46":dict(analyzer="char_wb",ngram_range=(4,6))}
for n,k in confs.items():
    a=an(**k); out[n]=[sorted(a(d)) for d in docs]
corp=["the quick brown fox jumps over the lazy dog","never jump over the lazy dog quickly","a quick movement of the enemy will jeopardize six gunboats","brown dogs and quick foxes and lazy cats","the cat the dog the fox"]
res={}
for n,k in {"default":{}, "sub":dict(sublinear_tf=True),"l1":dict(norm="l1"),"none":dict(norm=None,use_idf=False),"binary":dict(binary=True),"bigrams":dict(ngram_range=(1,2),sublinear_tf=True),"char_wb":dict(analyzer="char_wb",ngram_range=(2,4))}.items():
    v=TfidfVectorizer(**k).fit(corp)
    q=["The quick quick fox","DOG dog dog, over the LAZY fox!","zebra",""]
    X=v.transform(q).toarray()
    res[n]=dict(terms=list(v.get_feature_names_out()),idf=(v.idf_.tolist() if k.get("use_idf",True) else [1.0]*len(v.get_feature_names_out())),rows=[{str(j):float(X[i,j]) for j in np.nonzero(X[i])[0]} for i in range(len(q))])
hv={}
for n,k in {"signed":dict(n_features=50),"unsigned":dict(n_features=50,alternate_sign=False),"binary":dict(n_features=7,binary=True),"char":dict(n_features=64,analyzer="char",ngram_range=(2,3),norm="l1"),"none":dict(n_features=2**20,norm=None)}.items():
    X=HashingVectorizer(**k).transform(q)
    hv[n]=[{str(j):float(x) for j,x in zip(X[i].indices,X[i].data)} for i in range(len(q))]
json.dump({"docs":docs,"terms":out,"queries":q,"tfidf":res,"hashing":hv},open("scikit-learn-terms.json","w"),ensure_ascii=True,indent=0)
